/** An address that never resolves: what the self-test sends there shows a hole without leaking through it. */
export const PROBE_URL = 'https://probe.invalid/';
