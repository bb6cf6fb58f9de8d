import { describe, expect, test } from 'vitest';
import { withMarkTitles } from '../../workers/snapshot/mark-titles.ts';

describe('titles of marks', () => {
  test('stand in the areas of each mark, as text and nothing else', () => {
    const svg =
      '<svg><title>All</title><path d="M0 0" data-mark="0" fill="#123456"></path><path d="M1 1" fill="none" data-mark="0"></path>' +
      '<rect x="1" data-mark="1"/><text data-mark="1">b</text><path d="M9 9"></path></svg>';
    expect(withMarkTitles(svg, ['A <b> & "c": 1', 'B: withheld'])).toBe(
      '<svg><title>All</title><path d="M0 0" data-mark="0" fill="#123456"><title>A &lt;b&gt; &amp; &quot;c&quot;: 1</title></path>' +
        '<path d="M1 1" fill="none" data-mark="0"></path><rect x="1" data-mark="1"><title>B: withheld</title></rect>' +
        '<text data-mark="1">b</text><path d="M9 9"></path></svg>',
    );
  });

  test('leave marks alone that nothing is known of', () => {
    const svg = '<svg><path d="M0 0" data-mark="7"></path></svg>';
    expect(withMarkTitles(svg, ['A'])).toBe(svg);
  });
});
