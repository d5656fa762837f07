// Test files run at the same time and wipe the store: on a real server each worker has its own.
process.env['STORE_NAMESPACE'] = `test_${process.env['VITEST_POOL_ID'] ?? '0'}`;

// No test asks a real model.
for (const name of ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'OPENAI_MODEL']) delete process.env[name];
