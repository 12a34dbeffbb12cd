/**
 * What a task says while it works: one line a step. On a terminal the line lives (a turning sign, seconds, the
 * last thing heard); in a log there is a line at the start, one every fifteen seconds, and one at the end, so
 * that nobody wonders whether a long download hangs.
 */
const live = Boolean(process.stdout.isTTY) && !process.env.CI;
const turning = ["◐", "◓", "◑", "◒"];

export function say(text) {
  process.stdout.write(`${text}\n`);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Runs `work(report)` as a step; `report(note)` shows what it is doing. Failures are shown and passed on. */
export async function step(title, work) {
  const started = Date.now();
  let note = "";
  let turn = 0;
  if (!live) say(`• ${title} …`);
  const draw = () => {
    const width = process.stdout.columns || 100;
    const text = `${turning[turn++ % turning.length]} ${title}  ${seconds(started)}  ${note}`;
    process.stdout.write(`\r\x1b[2K${text.slice(0, width - 1)}`);
  };
  const beat = live
    ? setInterval(draw, 200)
    : setInterval(() => say(`  … ${seconds(started)} ${note}`), 15_000);
  const end = (sign) => {
    clearInterval(beat);
    if (live) process.stdout.write("\r\x1b[2K");
    say(`${sign} ${title}  ${seconds(started)}`);
  };
  try {
    const result = await work((text) => {
      note = String(text).trim();
    });
    end("✓");
    return result;
  } catch (error) {
    end("✗");
    throw error;
  }
}
