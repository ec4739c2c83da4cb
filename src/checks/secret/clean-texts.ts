/** How many texts are kept, and how long they may be: those that come again in object after object are short. */
const MAX_TEXTS = 2000;
const MAX_LENGTH = 200;

/** Texts in which nothing was found, so that they are searched once. It keeps some of them, not all. */
export class CleanTexts {
  private readonly texts = new Set<string>();

  /** Whether nothing was found in the text. `false` where that is not known. */
  public has(text: string): boolean {
    return this.texts.has(text);
  }

  /** Keeps that nothing is in the text. */
  public add(text: string): void {
    if (text.length > MAX_LENGTH) return;
    if (this.texts.size >= MAX_TEXTS) this.texts.clear();
    this.texts.add(text);
  }
}
