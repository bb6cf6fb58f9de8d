/**
 * Lets the user choose one file, and hands it over once one is chosen.
 *
 * @param accept endings, as an `<input>` has them; empty for any
 */
export function chooseOneFile(accept: string, onfile: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) onfile(file);
  });
  input.click();
}
