const lastLettersMs = 50;

/** A worker page hands its last letters over when the pointer leaves it: let them arrive. */
export async function lastLetters(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, lastLettersMs));
}
