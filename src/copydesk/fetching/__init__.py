"""From web addresses to bytes, as servers ask to be treated."""
