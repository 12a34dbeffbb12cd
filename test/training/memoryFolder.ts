import type { Stamp } from "../../src/training/runIndex";
import type { RunFolder } from "../../src/training/runStore";

interface MemoryFile {
  readonly bytes: Uint8Array;
  readonly changed: number;
}

/** A folder of a disk that can be full, and whose calls are counted. Two stores on one folder are two windows. */
export class MemoryFolder implements RunFolder {
  readonly files = new Map<string, MemoryFile>();
  room = Number.POSITIVE_INFINITY;
  /** Whether it says so when there is no room for all of a file. */
  complains = true;
  reads: string[] = [];
  #clock = 0;

  async names(inside = ""): Promise<readonly string[]> {
    const start = inside === "" ? "" : `${inside}/`;
    return [...this.files.keys()]
      .filter((name) => name.startsWith(start) && !name.slice(start.length).includes("/"))
      .map((name) => name.slice(start.length));
  }

  async stamp(name: string): Promise<Stamp> {
    const { bytes, changed } = this.#file(name);
    return { changed, bytes: bytes.length };
  }

  async read(name: string): Promise<Uint8Array> {
    this.reads.push(name);
    return this.#file(name).bytes;
  }

  /** As a real disk does it: what was there is gone, and as much is written as there is room for. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.files.delete(name);
    const used = [...this.files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
    const left = Math.max(0, this.room - used);
    this.files.set(name, { bytes: bytes.slice(0, left), changed: ++this.#clock });
    if (bytes.length > left && this.complains) throw new Error("ENOSPC: no space left on device, write");
  }

  async move(from: string, to: string): Promise<void> {
    this.files.set(to, this.#file(from));
    this.files.delete(from);
  }

  async delete(name: string): Promise<void> {
    this.#file(name);
    this.files.delete(name);
  }

  #file(name: string): MemoryFile {
    const file = this.files.get(name);
    if (file === undefined) throw new Error(`ENOENT: ${name}`);
    return file;
  }
}
