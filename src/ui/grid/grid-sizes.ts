/** Height of a row of a grid and of its header, CSS pixels. */
export const ROW = 30;
/** Rows drawn above and below the view. */
export const OVERSCAN = 4;
/** Room for the bar that scrolls sideways, CSS pixels. */
export const BAR = 15;
/** By how much a key makes a column wider, CSS pixels. */
export const WIDER = 16;
/** Milliseconds without scrolling after which a list has come to rest. */
export const REST = 160;
