-- What subscriptions needs beside its tables.
SELECT 1;
