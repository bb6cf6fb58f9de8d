/** A colour as drawings write it. */
const COLOUR = /#[0-9a-f]{3,8}\b|rgba?\([^)]*\)/giu;
/** Names that a drawing gives to what it refers to. */
const NAMED = /\bzr\d+-[a-z]+\d+\b/gu;

/** A drawing for both themes: its colours are variables, which the page defines for each theme. */
export interface ThemedSvg {
  readonly svg: string;
  /** By the name of the variable, the colour in the light theme and in the dark one. */
  readonly colours: ReadonlyMap<string, readonly [light: string, dark: string]>;
}

/** Names are given in the order they stand in, so that drawing again gives the same text. */
function renamed(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(NAMED, (name) => {
    const known = names.get(name) ?? `${prefix}-${names.size}`;
    names.set(name, known);
    return known;
  });
}

/**
 * A drawing as it can stand inside a page: without what only works outside of one (styles under the mouse, addresses of
 * name spaces), and with attributes in place of styles, which a strict policy of the page does not let pass.
 */
function inlined(svg: string): string {
  return svg
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/gu, '')
    .replaceAll(/ (?:class|xmlns(?::xlink)?|version|baseProfile|xml:space|pointer-events)="[^"]*"/gu, '')
    .replaceAll(/ style="([^"]*)"/gu, (_, style: string) => {
      const size = /font-size:(\d+(?:\.\d+)?)px/u.exec(style)?.[1];
      const weight = /font-weight:(\w+)/u.exec(style)?.[1];
      return [
        size === undefined ? '' : ` font-size="${size}"`,
        weight === undefined ? '' : ` font-weight="${weight}"`,
      ].join('');
    })
    .replaceAll(/>\s+</gu, '><');
}

function variableOf(light: string, dark: string): string {
  return `--c${[light, dark].map((colour) => colour.toLowerCase().replaceAll(/[^0-9a-z]/gu, '_')).join('-')}`;
}

/** Shapes that follow each other and are painted alike become one: the lines of a hatch are most of what a file weighs. */
function joinedPaths(svg: string): string {
  const alike = /<path d="[^"]*"([^>]*)><\/path>(?:<path d="[^"]*"\1><\/path>)+/gu;
  return svg.replaceAll(alike, (run, attributes: string) => {
    const shapes = Array.from(run.matchAll(/ d="([^"]*)"/gu), ([, shape = '']) => shape);
    return `<path d="${shapes.join('')}"${attributes}></path>`;
  });
}

/**
 * Makes one drawing out of those of the two themes, which differ in their colours only.
 *
 * @param prefix of the names in it, which no other drawing of the page may have
 * @throws RangeError when they differ in more than their colours
 */
export function themedSvg(light: string, dark: string, prefix: string): ThemedSvg {
  const [day, night] = [light, dark].map((svg) => renamed(inlined(svg), prefix));
  const nightColours = night?.match(COLOUR) ?? [];
  if (day === undefined || day.split(COLOUR).join() !== night?.split(COLOUR).join()) {
    throw new RangeError('the drawings of the two themes differ in more than colours');
  }
  const colours = new Map<string, readonly [string, string]>();
  let place = 0;
  const svg = day.replaceAll(COLOUR, (colour) => {
    const other = nightColours[place] ?? colour;
    place += 1;
    if (colour === other) return colour;
    const name = variableOf(colour, other);
    colours.set(name, [colour, other]);
    return `var(${name},${colour})`;
  });
  return { svg: joinedPaths(svg), colours };
}
