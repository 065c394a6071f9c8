-- What notifications needs beside its tables.
SELECT 1;
