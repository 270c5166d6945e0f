/** OSC (until BEL or ST), CSI, and the two-character sequences of ECMA-48. */
const escapes = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[\u001b\u009b]\[?[0-?]*[ -/]*[@-~]/g;

/** What a terminal would show, as plain lines: no escape sequences, no control characters but line breaks and tabs. */
export function cleanText(text: string): string {
  return text
    .replace(escapes, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd]/g, '');
}
