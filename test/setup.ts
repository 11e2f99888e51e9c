// CDK's own template validation costs two seconds a process; the tests that are about it switch it on.
process.env.CDK_VALIDATION ??= 'false';
