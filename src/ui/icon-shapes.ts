import { mount, unmount, type Component } from 'svelte';

/** An icon of the icon library. */
export type IconComponent = Component<{ size?: number }>;

const known = new WeakMap<IconComponent, DocumentFragment>();

/** The shapes of an icon, drawn once by its component. */
function shapesOf(icon: IconComponent): DocumentFragment {
  const found = known.get(icon);
  if (found !== undefined) return found;
  const target = document.createElement('div');
  const drawn = mount(icon, { target });
  const shapes = document.createDocumentFragment();
  const svg = target.querySelector('svg');
  if (svg !== null) shapes.append(...[...svg.children].map((shape) => shape.cloneNode(true)));
  void unmount(drawn);
  known.set(icon, shapes);
  return shapes;
}

/** Puts the shapes of an icon into an element of SVG; an attachment. */
export function shapes(icon: IconComponent): (svg: SVGSVGElement) => void {
  return (svg) => {
    svg.replaceChildren(shapesOf(icon).cloneNode(true));
  };
}
