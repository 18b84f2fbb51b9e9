import React from 'react';

/** What a panel shows without data: its own words. */
export const NoData = ({ text }: { text?: string | undefined }) => (
  <div data-testid="no-data" style={{ display: 'flex', height: '100%', alignItems: 'center', justifyContent: 'center', textAlign: 'center', opacity: 0.65 }}>
    {text ?? 'No data'}
  </div>
);
