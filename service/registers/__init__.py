"""A newsroom's own list of persons and bodies, and which of its entries the speakers of an article are.

Records, names, index and linking are pure: no web framework, no Redis. Registers that are kept under a name lie in a
folder (`folder`) or in Redis (`remote`), which only the HTTP service imports.
"""

from service.registers.entries import Entry, Register
from service.registers.linking import Link, Subject, link

__all__ = ["Entry", "Link", "Register", "Subject", "link"]
