"""Lists of a desk's own, as CSV or XLSX: read, mapped, checked, and brought in as new incidents."""
