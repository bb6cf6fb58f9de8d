/**
 * Terms by kind, parted by commas. A term is matched word by word, so `first name` is also found in `FirstName` and
 * `first_name`. A star marks a term that also means other things and says less.
 */
export type Lexicon = Readonly<Record<string, string>>;
