// Loaded by Node before the VS Code server: when the task that started it dies, however it dies, the pipe to
// our input closes, and the server ends instead of listening for ever.
// Threads inherit the flag that loads this, but have an input of their own, which is closed from the start.
if (require("node:worker_threads").isMainThread) {
  process.stdin.resume();
  process.stdin.once("end", () => process.exit(0));
  process.stdin.once("error", () => process.exit(0));
}
