"""What the report says, as numbers: sums over contract files and case tables, without words or layout."""
