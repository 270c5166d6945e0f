import { startLab } from './lab.ts';
/** A lab by itself, until Ctrl-C: `LAB_USERS=300 node lab/main.ts FOLDER [none|stats]`. Prints where lab.json is. */
const [home = '.bailiwick', logLevel = 'none'] = process.argv.slice(2);
const lab = await startLab({ home, users: Number(process.env.LAB_USERS ?? 300), logLevel: logLevel === 'stats' ? 'stats' : 'none', demoPassword: process.env.BAILIWICK_DEMO_PASSWORD });
console.log(`Lab ready: ${lab.facts.directory.ldapUrl} ${lab.facts.directory.ldapsUrl}, described in ${home}/lab.json`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void lab.stop());
await lab.ended;
