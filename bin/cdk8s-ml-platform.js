#!/usr/bin/env node
// The program; in a checkout that is not built yet, a word how to build it. This file is committed and not built, since npx
// remembers for each checkout whether the program was there when it was first asked for.
'use strict';
const fs = require('fs');
const path = require('path');

const program = path.join(__dirname, '../dist/lib/src/cli.js');
if (fs.existsSync(program)) require(program);
else {
  console.error("cdk8s-ml-platform is not built here: run 'npm ci && npm run build' in the checkout first");
  process.exitCode = 2;
}
