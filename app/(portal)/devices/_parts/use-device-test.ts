'use client';

import { useCallback, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { DeviceTest } from '#lib/services/devices/test-device.ts';
import { testDevice } from '../actions.ts';

export type TestState = {
  /** null: none was made yet. */
  test: DeviceTest | null;
  failure: FailureView | null;
  running: boolean;
  begin: (input: unknown) => Promise<DeviceTest | null>;
};

/** One question of the portal, some seconds long at most. */
export function useDeviceTest(): TestState {
  const [test, setTest] = useState<DeviceTest | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [running, setRunning] = useState(false);
  const begin = useCallback(async (input: unknown) => {
    setRunning(true);
    setFailure(null);
    setTest(null);
    const answer = await testDevice(input);
    setRunning(false);
    if (answer.ok) setTest(answer.value);
    else setFailure(answer.failure);
    return answer.ok ? answer.value : null;
  }, []);
  return { test, failure, running, begin };
}
