"""What logs show before anybody has said what they are: series, spans, names, sizes, deliveries, proxies."""
