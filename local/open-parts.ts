/** The parts of a running system, to be closed in reverse order. */
export interface OpenPart {
  close(): unknown;
}

export class OpenParts {
  readonly #parts: OpenPart[] = [];
  #isClosing = false;

  /** Whether the end has begun: what fails from here on need not be told. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  add<Part extends OpenPart>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  /** What is added while closing is closed too. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) await part.close();
  }
}
