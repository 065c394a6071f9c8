-- A person may belong to several tenants: no tenant's transaction may change what opens them all.
REVOKE UPDATE (password_hash) ON users FROM trama_app;
