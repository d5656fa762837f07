// Test files run at the same time and wipe the store: on a real server each worker has its own.
process.env['STORE_NAMESPACE'] = `test_${process.env['VITEST_POOL_ID'] ?? '0'}`;
