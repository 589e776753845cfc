"""What a bureau already has → a case: plain lists with stated assumptions, filled workbooks, samples to start from."""
