"""The pages under `/support`, for staff who have a customer on the phone."""
