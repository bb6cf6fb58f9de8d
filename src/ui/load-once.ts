/**
 * Asks for a part of the app once, however often it is needed: each asking looks through the whole page for the style
 * sheets of the part. After a failure it is asked for again.
 */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load().catch((thrown: unknown) => {
      loading = null;
      throw thrown;
    });
    return loading;
  };
}
