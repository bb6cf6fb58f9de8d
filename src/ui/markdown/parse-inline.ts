/** A piece of running text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] };

interface Pattern {
  readonly find: RegExp;
  readonly make: (match: RegExpExecArray) => Inline;
}

/** In order of precedence: nothing inside code is looked at, and strong is found before emphasis. */
const PATTERNS: readonly Pattern[] = [
  {
    find: /\\([\\`*_{}[\]()#+\-.!|])/u,
    make: ([, char = '']) => ({ kind: 'text', text: char }),
  },
  {
    find: /(`+)(.+?)\1(?!`)/u,
    make: ([, , text = '']) => ({ kind: 'code', text: text.trim() }),
  },
  {
    find: /\[([^\]]+)\]\(([^()\s]*)\)/u,
    make: ([, text = '', href = '']) => ({ kind: 'link', href, children: parseInline(text) }),
  },
  {
    find: /\*\*(?=\S)(.+?)(?<=\S)\*\*/u,
    make: ([, text = '']) => ({ kind: 'strong', children: parseInline(text) }),
  },
  {
    find: /\*(?=\S)([^*]+?)(?<=\S)\*|(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}_])/u,
    make: ([, star, line = '']) => ({ kind: 'emphasis', children: parseInline(star ?? line) }),
  },
];

/**
 * Reads the marks of running text: `code`, **strong**, _emphasis_, [links](…) and escapes. What is not a
 * mark stays text; HTML is not known and stays text too.
 */
export function parseInline(source: string): Inline[] {
  let first: { readonly match: RegExpExecArray; readonly make: Pattern['make'] } | null = null;
  for (const { find, make } of PATTERNS) {
    const match = find.exec(source);
    if (match !== null && (first === null || match.index < first.match.index)) first = { match, make };
  }
  if (first === null) return source === '' ? [] : [{ kind: 'text', text: source }];
  const { match, make } = first;
  const before = source.slice(0, match.index);
  const after = source.slice(match.index + match[0].length);
  const start: Inline[] = before === '' ? [] : [{ kind: 'text', text: before }];
  return [...start, make(match), ...parseInline(after)];
}
