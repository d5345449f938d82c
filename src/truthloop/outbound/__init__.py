"""Calls out of the house: the one HTTP client for addresses that somebody else chose, and what deliveries need.

client = open_outbound(parse_policy(settings.outbound_allow))
answer = send(client, "POST", url, headers={**signature_headers(…), "content-type": "application/json"}, body=body)
"""
