import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not the public internet: the IANA special-purpose registries (RFC 6890 and its updates), multicast, and the ways of writing an IPv4
 * address inside an IPv6 one (RFC 4291 compatible, RFC 6052 NAT64, RFC 3056 6to4, RFC 4380 Teredo), which would lead around the list.
 */
const specialNetworks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const;

export interface AddressGuard {
  /** Whether a connection to this IP address is allowed. */
  allows(address: string): boolean;
}

/** Refuses private, loopback, link-local and other special addresses, except inside the networks named. Throws for a network that is no CIDR block. */
export function createAddressGuard(allowedNetworks: readonly string[]): AddressGuard {
  const refused = networkList(specialNetworks);
  const allowed = networkList(allowedNetworks);
  return {
    allows(address) {
      const family = familyOf(address);
      if (family === undefined) return false;
      return allowed.check(address, family) || !refused.check(address, family);
    },
  };
}

/** Whether this is a CIDR block: an IP address, a slash, and as many bits as the address has at most. */
export function isNetwork(text: string): boolean {
  return parseNetwork(text) !== undefined;
}

function networkList(networks: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const text of networks) {
    const network = parseNetwork(text);
    if (network === undefined) throw new Error(`${text} is no network: write it as address/bits, such as 10.1.0.0/16`);
    blocks.addSubnet(network.address, network.bits, network.family);
  }
  return blocks;
}

function parseNetwork(text: string): { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', bits = '', ...rest] = text.split('/');
  const family = familyOf(address);
  if (family === undefined || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined;
  return Number(bits) <= (family === 'ipv4' ? 32 : 128) ? { address, bits: Number(bits), family } : undefined;
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  switch (isIP(address)) {
    case 4:
      return 'ipv4';
    case 6:
      return 'ipv6';
    default:
      return undefined;
  }
}
