/** Whoever creates a listener, worker or emitter owns it, and lets go of it here. */
export interface Disposable {
  dispose(): void;
}

/** Collects what an object owns. Disposing twice does nothing the second time; adding after disposal disposes at once. */
export class DisposableStore implements Disposable {
  readonly #owned = new Set<Disposable>();
  #disposed = false;

  add<T extends Disposable>(owned: T): T {
    if (this.#disposed) owned.dispose();
    else this.#owned.add(owned);
    return owned;
  }

  dispose(): void {
    this.#disposed = true;
    for (const owned of this.#owned) owned.dispose();
    this.#owned.clear();
  }
}
