/** Lets the messages that wait have their turn. */
export function otherMessages(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
