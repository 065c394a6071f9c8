-- What dunning needs beside its tables.
SELECT 1;
