import { Lexer, type MarkedToken, type Token, type Tokens, type TokensList } from 'marked';

/** A piece of running text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'deleted'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'break' };

/** A block of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      /** Number of the first item. */
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'table';
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** Quotations and lists within each other, at most; what is deeper is printed as it is written. */
const MOST_DEPTH = 16;
/** Marks in one paragraph, at most; nobody writes more, and looking for their partners takes ever longer. */
const MOST_MARKS = 1000;

/** Reads Markdown in bounded time, whatever has been put into it. */
class BoundedLexer extends Lexer {
  #depth = 0;

  override blockTokens(source: string, tokens?: Token[], clipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, clipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], clipped?: boolean): Token[] {
    if (this.#depth >= MOST_DEPTH) return asWritten(source, tokens);
    this.#depth += 1;
    try {
      return super.blockTokens(source, tokens, clipped);
    } finally {
      this.#depth -= 1;
    }
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    const marks = source.match(/[*_~`[\]<]/gu)?.length ?? 0;
    return marks > MOST_MARKS ? asWritten(source, tokens) : super.inlineTokens(source, tokens);
  }
}

function asWritten(source: string, tokens: Token[]): Token[] {
  tokens.push({ type: 'text', raw: source, text: source });
  return tokens;
}

function plain(text: string): readonly Inline[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** Only places of the app are linked; another address is printed behind its text, unless it is the text. */
function linked(token: Tokens.Link | Tokens.Image): readonly Inline[] {
  const { href } = token;
  const words = token.type === 'link' ? inlines(token.tokens) : plain(token.text);
  if (href.startsWith('#/') && token.type === 'link') return [{ kind: 'link', href, children: words }];
  return token.text === href || token.raw === token.text ? words : [...words, ...plain(` (${href})`)];
}

function inline(token: MarkedToken): readonly Inline[] {
  switch (token.type) {
    case 'codespan':
      return [{ kind: 'code', text: token.text }];
    case 'strong':
      return [{ kind: 'strong', children: inlines(token.tokens) }];
    case 'em':
      return [{ kind: 'emphasis', children: inlines(token.tokens) }];
    case 'del':
      return [{ kind: 'deleted', children: inlines(token.tokens) }];
    case 'link':
    case 'image':
      return linked(token);
    case 'br':
      return [{ kind: 'break' }];
    case 'escape':
      return plain(token.text);
    case 'text':
      return token.tokens === undefined ? plain(token.text.replaceAll('\n', ' ')) : inlines(token.tokens);
    case 'checkbox':
      return plain(token.checked ? '☑ ' : '☐ ');
    default:
      // HTML among it: it is printed as it is written.
      return plain(token.raw);
  }
}

function inlines(tokens: readonly Token[]): readonly Inline[] {
  return tokens.flatMap((token) => inline(token as MarkedToken));
}

function block(token: MarkedToken): readonly Block[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return [{ kind: 'heading', level: token.depth, children: inlines(token.tokens) }];
    case 'code':
      return [{ kind: 'code', text: token.text }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'blockquote':
      return [{ kind: 'quote', children: blocks(token.tokens) }];
    case 'list':
      return [
        {
          kind: 'list',
          ordered: token.ordered,
          start: token.start === '' ? 1 : token.start,
          items: token.items.map((item) => blocks(item.tokens)),
        },
      ];
    case 'table':
      return [
        {
          kind: 'table',
          header: token.header.map((cell) => inlines(cell.tokens)),
          rows: token.rows.map((row) => row.map((cell) => inlines(cell.tokens))),
        },
      ];
    case 'paragraph':
      return [{ kind: 'paragraph', children: inlines(token.tokens) }];
    default:
      return [{ kind: 'paragraph', children: inline(token) }];
  }
}

function blocks(tokens: readonly Token[]): readonly Block[] {
  return tokens.flatMap((token) => block(token as MarkedToken));
}

/**
 * Reads Markdown (CommonMark with tables, as `marked` has it) as a tree of values, so that nothing in it can become
 * HTML: HTML is printed as it is written, pictures by their words, and addresses outside of the app are no links.
 */
export function pageBlocks(source: string): readonly Block[] {
  return blocks(new BoundedLexer({ gfm: true }).lex(source));
}
