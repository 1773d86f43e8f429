"""Where a stranger comes from, as throttles count it."""

import ipaddress

# Stands for a request that came without an address; no machine has it (RFC 5737).
NOWHERE = "192.0.2.0"


def network_of(ip: str | None) -> str:
    """Return the address, of IPv6 its /64: one customer has as many as he likes."""
    address = ipaddress.ip_address(ip or NOWHERE)
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
