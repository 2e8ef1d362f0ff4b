import { BlockList, isIP } from "node:net";

const ranges: readonly (readonly [address: string, bits: number, family: "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["2001::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
];

const inside = new BlockList();
for (const [address, bits, family] of ranges) inside.addSubnet(address, bits, family);
inside.addAddress("::", "ipv6");

const thisMachine = new BlockList();
thisMachine.addSubnet("127.0.0.0", 8, "ipv4");
thisMachine.addAddress("::1", "ipv6");

/**
 * Whether a webhook must not go to an address, because it is inside of the network the platform runs in: an endpoint is chosen by
 * a user, and the platform must not be a way in. This machine itself is open only to a developer.
 */
export function isBlocked(address: string, options: { readonly loopback: boolean }): boolean {
  // An IPv4 address in IPv6 clothes (RFC 4291 section 2.5.5.2) is judged as what it is.
  const bare = address.toLowerCase().startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
  const version = isIP(bare);
  if (version === 0) return true;
  const family = version === 4 ? "ipv4" : "ipv6";
  return inside.check(bare, family) || (!options.loopback && thisMachine.check(bare, family));
}
