'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../button.tsx';
import { Menu, MenuRadio } from '../overlay/menu.tsx';
import { keepPreference, parseTheme, type Theme, themeCookie } from '../theme.ts';

const icons = { light: <Sun aria-hidden />, dark: <Moon aria-hidden />, system: <Monitor aria-hidden /> };
const options = [
  { value: 'light', label: 'Light', icon: icons.light },
  { value: 'dark', label: 'Dark', icon: icons.dark },
  { value: 'system', label: 'As the system', icon: icons.system },
];

/** `theme` is what the server read from the cookie. */
export function ThemeToggle({ theme: start }: { theme: Theme }) {
  const [theme, setTheme] = useState(start);
  const choose = (value: string) => {
    const next = parseTheme(value);
    keepPreference(themeCookie, next);
    document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return (
    <Menu trigger={<IconButton label="Theme" icon={icons[theme]} />}>
      <MenuRadio value={theme} onChange={choose} options={options} />
    </Menu>
  );
}
