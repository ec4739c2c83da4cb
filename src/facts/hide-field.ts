/**
 * Keeps a field of an error from being printed a second time: of an error that nobody catches Node prints the fields behind the message, and the
 * message has said it already. The field is read as before.
 */
export function hideField<T extends Error>(error: T, name: keyof T & string): void {
  Object.defineProperty(error, name, { enumerable: false });
}
