import type { Native } from "./flow.js";

// A page that takes the second back as well means its own value.
const PUT_AGAIN = 2;

/**
 * A native action that puts a text into a field. A runner focuses the field, and types then: where the page makes
 * the field anew in between the text is nowhere, and the runner says that it is done.
 */
export interface Filling<N, T> extends Native<N, T> {
  /** Asks without waiting whether that has come to nothing. */
  readonly isLost: (native: N) => Promise<boolean>;
}

/** Puts a text in again that was lost, where what is found still is the element; any other action stays as it was done. */
export async function putAgain<N>(
  native: Native<N, unknown>,
  found: () => N,
  isSame: () => Promise<boolean> = async () => true,
): Promise<void> {
  if (!isFilling(native)) return;
  for (let times = 0; times < PUT_AGAIN; times++) {
    try {
      if (!((await native.isLost(found())) && (await isSame()))) return;
    } catch {
      return; // the page has gone on, and nobody can be asked
    }
    await native(found());
  }
}

const isFilling = <N>(native: Native<N, unknown>): native is Filling<N, unknown> => "isLost" in native;
