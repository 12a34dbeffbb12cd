// Loaded by Node before the VS Code server: when the task that started it dies, however it dies, the pipe to
// our input closes, and the server ends instead of listening for ever. The server's own children inherit Node's
// flags, and so load this too; they and their threads are the server's to end.
const { isMainThread } = require("node:worker_threads");

if (isMainThread && process.argv[1]?.endsWith("server-main.js")) {
  process.stdin.resume();
  process.stdin.once("end", () => process.exit(0));
  process.stdin.once("error", () => process.exit(0));
}
