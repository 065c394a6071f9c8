-- What billing documents needs beside its tables.
SELECT 1;
