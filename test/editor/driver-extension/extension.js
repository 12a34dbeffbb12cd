// The far end of the tests' bridge: connects to the test that started this VS Code (its port is in the user's
// settings) and runs the functions that it sends, with the `vscode` API as their first argument.
const net = require("node:net");
const vscode = require("vscode");

async function answer(line) {
  const { id, source, args } = JSON.parse(line);
  try {
    const work = new Function(`return (${source});`)();
    return { id, value: (await work(vscode, ...args)) ?? null };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function connect(port, context) {
  const socket = net.connect(port, "127.0.0.1");
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("error", () => {});
  // A desktop VS Code is no child of the task that started it, and must still end with it.
  if (setting("quitWithTask")) socket.on("close", () => vscode.commands.executeCommand("workbench.action.quit"));
  socket.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) answer(line).then((reply) => socket.write(`${JSON.stringify(reply)}\n`));
  });
  context.subscriptions.push({ dispose: () => socket.destroy() });
}

/** From the user's settings alone: a folder that is opened must not reach this. */
function setting(name) {
  return vscode.workspace.getConfiguration("neuronLensDriver").inspect(name)?.globalValue;
}

exports.activate = (context) => {
  const port = setting("port");
  if (port) connect(port, context);
  const walkthrough = setting("walkthrough");
  if (walkthrough) welcome(walkthrough);
};

/** What `npm start` begins with: the walkthrough, and the panel beside it. */
async function welcome(walkthrough) {
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
  await vscode.commands.executeCommand("neuronLens.panel.focus", { preserveFocus: true });
}
