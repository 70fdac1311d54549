/** Changes what an archive says about its entries, in the local and in the central headers, without changing their data. */
export function patchZip(archive: Uint8Array, claims: { readonly size?: number; readonly flags?: number }): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    const signature = bytes.readUInt32LE(at);
    const shift = signature === 0x02014b50 ? 2 : signature === 0x04034b50 ? 0 : undefined;
    if (shift === undefined) continue;
    if (claims.flags !== undefined) bytes.writeUInt16LE(claims.flags, at + 6 + shift);
    if (claims.size !== undefined) bytes.writeUInt32LE(claims.size, at + 22 + shift);
  }
  return bytes;
}
