import { expect, test } from 'vitest';
import { commandSessions } from './command-sessions.ts';

const command = (actorId: string) => ({
  actorId,
  serverId: 's',
  serverName: 'S',
  jid: 'north.example',
  node: 'ping',
  name: 'Ping',
});

test('a command is found by who began it, and by nobody else', () => {
  const sessions = commandSessions();
  const { token } = sessions.open(command('ada'));
  expect(sessions.find('ada', token)?.node).toBe('ping');
  expect(sessions.find('rex', token)).toBeNull();
  expect(sessions.find('ada', 'another')).toBeNull();
});

test('half an hour of nothing ends it, and using it begins the half hour again', () => {
  let now = 0;
  const sessions = commandSessions(() => now);
  const { token } = sessions.open(command('ada'));
  now = 29 * 60_000;
  expect(sessions.find('ada', token)).not.toBeNull();
  now = 58 * 60_000;
  expect(sessions.find('ada', token)).not.toBeNull();
  now = 89 * 60_000;
  expect(sessions.find('ada', token)).toBeNull();
});

test('one person has two hundred at most, and takes no room from others', () => {
  let now = 0;
  const sessions = commandSessions(() => now++);
  const others = sessions.open(command('rex')).token;
  const tokens = Array.from({ length: 205 }, () => sessions.open(command('ada')).token);
  expect(tokens.filter((token) => sessions.find('ada', token))).toEqual(tokens.slice(5));
  expect(sessions.find('rex', others)).not.toBeNull();
});

test('of what has ended, one person’s last twenty results are kept', () => {
  let now = 0;
  const sessions = commandSessions(() => now++);
  const going = sessions.open(command('ada')).token;
  const others = sessions.open(command('rex'));
  const ended = Array.from({ length: 50 }, () => {
    const session = sessions.open(command('ada'));
    session.over = 'completed';
    return session.token;
  });
  expect(sessions.find('ada', going)).not.toBeNull();
  others.over = 'completed';
  expect(ended.filter((token) => sessions.find('ada', token))).toEqual(ended.slice(30));
  expect(sessions.find('rex', others.token)).not.toBeNull();
});

test('one that waits for an answer is not forgotten', () => {
  let now = 0;
  const sessions = commandSessions(() => now++);
  const waiting = sessions.open(command('ada'));
  waiting.busy = true;
  for (let count = 0; count < 230; count += 1) sessions.open(command('ada'));
  expect(sessions.find('ada', waiting.token)).not.toBeNull();
});

test('with a server that was removed its commands go', () => {
  const sessions = commandSessions();
  const { token } = sessions.open(command('ada'));
  sessions.dropServer('s');
  expect(sessions.find('ada', token)).toBeNull();
});
