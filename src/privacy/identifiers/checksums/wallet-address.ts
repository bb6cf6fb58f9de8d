import { sha256 } from '@noble/hashes/sha2.js';
import { bech32, bech32m, createBase58check } from '@scure/base';

const base58check = createBase58check(sha256);

/**
 * Whether a text is a Bitcoin address: base58 with four bytes of double SHA-256 (one in 2³² passes by chance), or
 * bech32 and bech32m with thirty bits.
 *
 * SOURCE: Bitcoin BIP 13 (versions 0 and 5 of base58check), BIP 173 and BIP 350 (witness versions 0, and 1 to 16).
 */
export function isBitcoinAddress(text: string): boolean {
  return /^bc1/iu.test(text) ? isWitnessAddress(text) : isBase58Address(text);
}

function isBase58Address(text: string): boolean {
  try {
    const decoded = base58check.decode(text);
    return decoded.length === 21 && (decoded[0] === 0 || decoded[0] === 5);
  } catch {
    return false;
  }
}

function isWitnessAddress(text: string): boolean {
  const first = bech32.decodeUnsafe(text);
  if (first !== undefined) return first.words[0] === 0 && isProgramme(first.words);
  const later = bech32m.decodeUnsafe(text);
  return later !== undefined && (later.words[0] ?? 0) > 0 && isProgramme(later.words);
}

function isProgramme(words: readonly number[]): boolean {
  const bytes = Math.floor(((words.length - 1) * 5) / 8);
  return (words[0] ?? 17) <= 16 && bytes >= 2 && bytes <= 40;
}
