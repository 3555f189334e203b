"""Who asked: addresses, the client behind proxies, agents, GeoIP, lists of prefixes.

Never: a verdict, a look-up over the network.
"""
