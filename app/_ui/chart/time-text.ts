const day = 86_400;

/**
 * The times under a chart, in the person's own zone: clock times, with the day below the first and each midnight; days, with
 * the year, where a step is a day or more. `step`: seconds between two of them.
 */
export function timeTicks(times: readonly number[], step: number): string[] {
  return times.map((time, at) => {
    const date = new Date(time * 1000);
    const before = at === 0 ? null : new Date((times[at - 1] as number) * 1000);
    if (step >= day) {
      const newYear = before === null || before.getFullYear() !== date.getFullYear();
      return `${dayText(date)}${newYear ? `\n${date.getFullYear()}` : ''}`;
    }
    const newDay = before === null || before.getDate() !== date.getDate();
    return `${clockText(date, step < 60)}${newDay ? `\n${dayText(date)}` : ''}`;
  });
}

export function exactText(time: number): string {
  return new Date(time * 1000).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

function clockText(date: Date, seconds: boolean): string {
  return date.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  });
}

function dayText(date: Date): string {
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}
