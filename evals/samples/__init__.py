"""Terms of companies that nobody prepared: is their structure read as a careful reader sees it, and is the right clause found?"""
